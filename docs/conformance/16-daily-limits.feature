Feature: A platform's limit of a day and account
  The operator may bound what a platform takes from one account a day. What was taken back the same day
  does not count; the next day begins with nothing.

  Background:
    Given a subscriber with 500.00
    And the platform may take at most 100.00 of a subscriber a day

  Scenario: The limit can be used up to the kopeck
    When the platform charges the subscriber 60.00 as "tx-1"
    And the platform charges the subscriber 40.01 as "tx-2"
    Then the answer is daily_limit_exceeded
    And the subscriber has 440.00
    When the platform charges the subscriber 40.00 as "tx-3"
    Then the answer is ok
    And the subscriber has 400.00
    When the platform charges the subscriber 0.01 as "tx-4"
    Then the answer is daily_limit_exceeded
    And the subscriber has 400.00

  Scenario: The next day begins with nothing
    Given the platform has charged the subscriber 100.00 as "tx-1"
    When 1 days pass
    And the platform charges the subscriber 100.00 as "tx-2"
    Then the answer is ok
    And the subscriber has 300.00

  Scenario: What was taken back does not count
    Given the platform has charged the subscriber 100.00 as "tx-1"
    And the platform has taken back the charge "tx-1"
    When the platform charges the subscriber 100.00 as "tx-2"
    Then the answer is ok
    And the subscriber has 400.00

  Scenario: What was taken back on a later day makes no room
    Given the platform has charged the subscriber 100.00 as "tx-1"
    When 1 days pass
    And the platform charges the subscriber 100.00 as "tx-2"
    And the platform takes back the charge "tx-1"
    And the platform charges the subscriber 0.01 as "tx-3"
    Then the answer is daily_limit_exceeded
    And the subscriber has 400.00

  Scenario: A charge that is sent again does not count twice
    Given the platform has charged the subscriber 60.00 as "tx-1"
    And the platform sends the charge "tx-1" again
    When the platform charges the subscriber 40.00 as "tx-2"
    Then the answer is ok
    And the subscriber has 400.00

  Scenario: Each account has a limit of its own
    Given a neighbour with 500.00
    And the platform has charged the subscriber 100.00 as "tx-1"
    When the platform charges the neighbour 100.00 as "tx-2"
    Then the answer is ok
    And the neighbour has 400.00
    And the subscriber has 400.00

  Scenario: A limit that many calls reach together is not overrun
    When the platform charges the subscriber 30.00 at the same time as "tx-1" to "tx-10"
    Then 3 answers are ok and 7 are daily_limit_exceeded
    And the subscriber has 410.00

  @holds @native @rest
  Scenario: A hold counts, its capture not again, and what it gives back is free
    Given the platform has held 100.00 of the subscriber as "h-1"
    When the platform charges the subscriber 0.01 as "tx-1"
    Then the answer is daily_limit_exceeded
    When the platform captures 70.00 of the hold "h-1" as "tx-2"
    Then the answer is ok
    And the subscriber has 430.00
    When the platform charges the subscriber 30.00 as "tx-3"
    Then the answer is ok
    And the subscriber has 400.00
