Feature: A charge takes exactly its sum
  The platform names the account, its own id of the charge, the sum and the product. The sum leaves
  the account at once, and what the answer says is left is what is left.

  Scenario: A charge takes its sum and nothing more
    Given a subscriber with 500.00
    When the platform charges the subscriber 50.00 as "tx-1"
    Then the answer is ok
    And the subscriber has 450.00

  Scenario: The last kopeck can be charged
    Given a subscriber with 50.00
    When the platform charges the subscriber 50.00 as "tx-1"
    Then the answer is ok
    And the subscriber has 0.00

  Scenario: Two ids are two charges, even if everything else is the same
    Given a subscriber with 500.00
    When the platform charges the subscriber 50.00 as "tx-1"
    And the platform charges the subscriber 50.00 as "tx-2"
    Then the answer is ok
    And the subscriber has 400.00

  Scenario: Credit can be charged down to its limit
    Given a subscriber with 10.00
    And the subscriber may go 50.00 below zero
    When the platform charges the subscriber 60.00 as "tx-1"
    Then the answer is ok
    And the subscriber has -50.00
    When the platform charges the subscriber 0.01 as "tx-2"
    Then the answer is not_enough_money
    And the subscriber has -50.00

  Scenario: A first charge makes the product known and the subscription active
    Given a subscriber with 500.00
    When the platform charges the subscriber 50.00 as "tx-1" for "A product nobody has bought before"
    Then the answer is ok
    And the subscription to "A product nobody has bought before" is active
    And the subscriber has 450.00

  Scenario: The operator sees what the platform said
    Given a subscriber with 500.00
    When the platform charges the subscriber 30.00 of a full price of 50.00 as "tx-1" until 2026-05-18
    Then the answer is ok
    And the operator sees "tx-1" as 30.00 of 50.00 with the platform's text
    And the operator sees "tx-1" paying for 2026-05-01 to 2026-05-18
    And the subscriber has 470.00

  Scenario: A charge for one subscriber leaves the others alone
    Given a subscriber with 500.00
    And a neighbour with 500.00
    When the platform charges the subscriber 50.00 as "tx-1"
    Then the answer is ok
    And the subscriber has 450.00
    And the neighbour has 500.00
