Feature: A refused charge takes nothing
  A refusal is an answer: it says why, it changes no balance, and the advice that belongs to its code
  says whether another try makes sense.

  Scenario: There is not enough money
    Given a subscriber with 49.99
    When the platform charges the subscriber 50.00 as "tx-1"
    Then the answer is not_enough_money
    And the subscriber has 49.99

  Scenario: The account is blocked, however much there is on it
    Given a subscriber with 500.00
    And the subscriber is blocked
    When the platform charges the subscriber 50.00 as "tx-1"
    Then the answer is account_blocked
    And the subscriber has 500.00

  Scenario: The account is unknown
    Given a subscriber with 500.00
    When the platform charges "00404404" 50.00 as "tx-1"
    Then the answer is unknown_account
    And the subscriber has 500.00

  Scenario: The account is closed
    Given a subscriber with 500.00
    And the subscriber's account is closed
    When the platform charges the subscriber 50.00 as "tx-1"
    Then the answer is unknown_account
    And the subscriber's closed account still has 500.00

  Scenario: The sum is above the limit of one charge
    Given a subscriber with 500.00
    And the platform may take at most 40.00 at once
    When the platform charges the subscriber 40.01 as "tx-1"
    Then the answer is charge_limit_exceeded
    And the subscriber has 500.00
    When the platform charges the subscriber 40.00 as "tx-2"
    Then the answer is ok
    And the subscriber has 460.00

  Scenario: An unknown account is checked before everything else
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When the platform charges "00404404" 50.00 as "tx-1"
    Then the answer is unknown_account
    And the subscriber has 450.00

  Scenario: The operator's own billing charges the product
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1" for "Internet radio"
    And the operator's own billing charges "Internet radio" from now on
    When the platform charges the subscriber 50.00 as "tx-2" for "Internet radio"
    Then the answer is charged_by_billing
    And the subscriber has 450.00

  Scenario: The operator words the charge, and what its words need is missing
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1" for "Radio"
    And the operator words the charges of "Radio" from now on
    When the platform charges the subscriber 20.00 as "tx-2" for "Radio"
    Then the answer is template_not_filled
    And the subscriber has 450.00
    When the platform charges the subscriber 20.00 of a full price of 50.00 as "tx-2" for "Radio"
    Then the answer is ok
    And the operator sees "tx-2" worded "Radio until 30 мая, 20р. of 50р."
    And the subscriber has 430.00

  Scenario: A wrong secret is refused before anything is read
    Given a subscriber with 500.00
    When a stranger charges the subscriber 50.00 as "tx-1" in the platform's name
    Then the whole call is refused: a wrong secret
    And the subscriber has 500.00
