Feature: Can this sum be charged
  The question is decided by the same rules as the charge itself, and takes nothing.

  Scenario Outline: The answer to the question is the answer to the charge: <sum> of 100.00
    Given a subscriber with 100.00
    When the platform asks whether <sum> can be charged
    Then the answer is <code>
    And the subscriber has 100.00
    When the platform charges the subscriber <sum> as "tx-1"
    Then the answer is <code>
    And the subscriber has <left>

    Examples:
      | sum    | code             | left   |
      | 0.01   | ok               | 99.99  |
      | 100.00 | ok               | 0.00   |
      | 100.01 | not_enough_money | 100.00 |

  Scenario: Asking does not use up the id
    Given a subscriber with 100.00
    When the platform asks whether 40.00 can be charged as "tx-1"
    And the platform charges the subscriber 40.00 as "tx-1"
    Then the answer is ok
    And the subscriber has 60.00

  Scenario: A blocked subscriber cannot be charged
    Given a subscriber with 100.00
    And the subscriber is blocked
    When the platform asks whether 1.00 can be charged
    Then the answer is account_blocked
    And the subscriber has 100.00

  Scenario: An unknown account cannot be charged
    Given a subscriber with 100.00
    When the platform asks whether 1.00 can be charged to "00404404"
    Then the answer is unknown_account
    And the subscriber has 100.00

  Scenario: The limit of one charge holds for the question too
    Given a subscriber with 100.00
    And the platform may take at most 40.00 at once
    When the platform asks whether 40.01 can be charged
    Then the answer is charge_limit_exceeded
    When the platform asks whether 40.00 can be charged
    Then the answer is ok
    And the subscriber has 100.00

  Scenario: The limit of a day holds for the question too
    Given a subscriber with 100.00
    And the platform may take at most 60.00 of a subscriber a day
    And the platform has charged the subscriber 40.00 as "tx-1"
    When the platform asks whether 20.01 can be charged
    Then the answer is daily_limit_exceeded
    And the subscriber has 60.00

  @question-lists @rentsoft
  Scenario: A list of questions is answered in its order
    Given a subscriber with 100.00
    And a neighbour with 5.00
    When the platform asks in one call whether these can be charged
      | id  | who            | sum    |
      | q-1 | the subscriber | 100.00 |
      | q-2 | the neighbour  | 5.01   |
      | q-3 | 00404404       | 1.00   |
      | q-4 | the subscriber | 100.00 |
    Then the answers are
      | id  | code             |
      | q-1 | ok               |
      | q-2 | not_enough_money |
      | q-3 | unknown_account  |
      | q-4 | ok               |
    And the subscriber has 100.00
    And the neighbour has 5.00
