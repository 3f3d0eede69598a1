Feature: What becomes of an id that was refused
  Whether a refusal is final for its id is the platform's choice, made once when it is connected:
  refusals are remembered (the usual), or considered anew each time the id comes.

  Scenario: A remembered refusal stays, whatever was paid since
    Given a subscriber with 10.00
    When the platform charges the subscriber 50.00 as "tx-1"
    Then the answer is not_enough_money
    When 100.00 is paid in for the subscriber
    And the platform sends the charge "tx-1" again
    Then the answer is not_enough_money, as before
    And the subscriber has 110.00
    When the platform charges the subscriber 50.00 as "tx-2"
    Then the answer is ok
    And the subscriber has 60.00

  Scenario: A reconsidered refusal is taken once there is money
    Given a subscriber with 10.00
    And the platform's refusals are considered anew
    When the platform charges the subscriber 50.00 as "tx-1"
    Then the answer is not_enough_money
    When 100.00 is paid in for the subscriber
    And the platform sends the charge "tx-1" again
    Then the answer is ok
    And the subscriber has 60.00
    When the platform sends the charge "tx-1" again
    Then the answer is ok, as before
    And the subscriber has 60.00

  Scenario: A reconsidered refusal is refused again while nothing has changed
    Given a subscriber with 10.00
    And the platform's refusals are considered anew
    When the platform charges the subscriber 50.00 as "tx-1"
    Then the answer is not_enough_money
    When the platform sends the charge "tx-1" again
    Then the answer is not_enough_money
    And the subscriber has 10.00

  Scenario: A remembered refusal of a blocked account stays after it is unblocked
    Given a subscriber with 500.00
    And the subscriber is blocked
    When the platform charges the subscriber 50.00 as "tx-1"
    Then the answer is account_blocked
    When the subscriber is unblocked
    And the platform sends the charge "tx-1" again
    Then the answer is account_blocked, as before
    And the subscriber has 500.00

  Scenario: A reconsidered refusal of a blocked account ends when it is unblocked
    Given a subscriber with 500.00
    And the platform's refusals are considered anew
    And the subscriber is blocked
    When the platform charges the subscriber 50.00 as "tx-1"
    Then the answer is account_blocked
    When the subscriber is unblocked
    And the platform sends the charge "tx-1" again
    Then the answer is ok
    And the subscriber has 450.00

  Scenario: An unknown account is never remembered: the id works once the account is there
    Given the account number of somebody who is not a subscriber yet
    When the platform charges the newcomer 50.00 as "tx-1"
    Then the answer is unknown_account
    When the newcomer becomes a subscriber with 500.00
    And the platform sends the charge "tx-1" again
    Then the answer is ok
    And the newcomer has 450.00

  Scenario: A refused id with other content is a conflict, too
    Given a subscriber with 10.00
    When the platform charges the subscriber 50.00 as "tx-1"
    Then the answer is not_enough_money
    When the platform sends "tx-1" again with the amount 5.00
    Then the answer is conflict
    And the subscriber has 10.00
