@lists @native @rentsoft @rest
Feature: Many charges in one call
  A list is answered by a list in the same order. Every item stands for itself: a bad one never fails
  its neighbours. Relans sends one charge a call.

  Scenario: Each item is taken or refused for itself, in the order of the list
    Given a subscriber with 500.00
    And a neighbour with 10.00
    When the platform charges in one call
      | id  | who            | sum    |
      | b-1 | the subscriber | 100.00 |
      | b-2 | the neighbour  | 10.01  |
      | b-3 | 00404404       | 1.00   |
      | b-4 | the subscriber | 400.01 |
      | b-5 | the neighbour  | 10.00  |
      | b-6 | the subscriber | 400.00 |
    Then the answers are
      | id  | code             |
      | b-1 | ok               |
      | b-2 | not_enough_money |
      | b-3 | unknown_account  |
      | b-4 | not_enough_money |
      | b-5 | ok               |
      | b-6 | ok               |
    And the subscriber has 0.00
    And the neighbour has 0.00

  Scenario: A list that is sent again takes nothing
    Given a subscriber with 500.00
    And the platform charges in one call
      | id  | who            | sum    |
      | b-1 | the subscriber | 100.00 |
      | b-2 | the subscriber | 450.00 |
      | b-3 | the subscriber | 50.00  |
    When the platform charges in one call
      | id  | who            | sum    |
      | b-1 | the subscriber | 100.00 |
      | b-2 | the subscriber | 450.00 |
      | b-3 | the subscriber | 50.00  |
    Then the answers are
      | id  | code                        |
      | b-1 | ok, as before               |
      | b-2 | not_enough_money, as before |
      | b-3 | ok, as before               |
    And the subscriber has 350.00

  Scenario: One id twice in a list is one charge, and with other content a conflict
    Given a subscriber with 500.00
    When the platform charges in one call
      | id  | who            | sum   |
      | b-1 | the subscriber | 50.00 |
      | b-1 | the subscriber | 50.00 |
      | b-1 | the subscriber | 60.00 |
    Then the answers are
      | id  | code          |
      | b-1 | ok            |
      | b-1 | ok, as before |
      | b-1 | conflict      |
    And the subscriber has 450.00

  Scenario: What is already known and what is new in one list
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "b-1"
    And the platform has charged the subscriber 50.00 as "b-2"
    And the platform has taken back the charge "b-2"
    When the platform charges in one call
      | id  | who            | sum   |
      | b-1 | the subscriber | 50.00 |
      | b-2 | the subscriber | 50.00 |
      | b-3 | the subscriber | 50.00 |
    Then the answers are
      | id  | code                |
      | b-1 | ok, as before       |
      | b-2 | reversed, as before |
      | b-3 | ok                  |
    And the subscriber has 400.00

  Scenario: The answer to a list was lost in the middle of everything
    Given a subscriber with 500.00
    When the platform charges in one call, but the answer is lost
      | id  | who            | sum    |
      | b-1 | the subscriber | 100.00 |
      | b-2 | the subscriber | 450.00 |
    Then the subscriber has 400.00
    When the platform charges in one call
      | id  | who            | sum    |
      | b-1 | the subscriber | 100.00 |
      | b-2 | the subscriber | 450.00 |
      | b-3 | the subscriber | 1.00   |
    Then the answers are
      | id  | code                        |
      | b-1 | ok, as before               |
      | b-2 | not_enough_money, as before |
      | b-3 | ok                          |
    And the subscriber has 399.00

  Scenario: A list as long as the limit is taken
    Given a subscriber with 500.00
    And the platform may send at most 3 items in a list
    When the platform sends a list of 3 charges of 1.00
    Then each answer is ok
    And the subscriber has 497.00

  Scenario: A list longer than the limit is refused whole
    Given a subscriber with 500.00
    And the platform may send at most 3 items in a list
    When the platform sends a list of 4 charges of 1.00
    Then the whole call is refused: a list that is too long
    And the subscriber has 500.00

  Scenario: A list of five hundred, the usual limit
    Given a subscriber with 500.00
    When the platform sends a list of 500 charges of 0.01
    Then each answer is ok
    And the subscriber has 495.00

  Scenario: An empty list is an error
    Given a subscriber with 500.00
    When the platform sends a list of 0 charges of 1.00
    Then the whole call is refused: an empty list
    And the subscriber has 500.00

  Scenario: A value that cannot be read refuses the whole list
    Given a subscriber with 500.00
    When the platform charges in one call
      | id  | who            | sum    |
      | b-1 | the subscriber | 50.00  |
      | b-2 | the subscriber | 50.001 |
    Then the whole call is refused: a value of the wrong form
    And the subscriber has 500.00

  @reversal-lists @rentsoft
  Scenario: A list of reversals is answered in its order
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    And the platform has charged the subscriber 70.00 as "tx-2"
    When the platform takes back in one call "tx-2, tx-9, tx-1, tx-1"
    Then the answers are
      | id   | code              |
      | tx-2 | ok                |
      | tx-9 | unknown_operation |
      | tx-1 | ok                |
      | tx-1 | ok, as before     |
    And the subscriber has 500.00
