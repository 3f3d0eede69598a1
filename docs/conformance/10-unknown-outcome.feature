Feature: An answer that never came
  Connections break. Whatever was lost on the way, sending the same id with the same content again, or
  asking about it, leads to exactly one effect.

  Scenario: The charge was made, its answer was lost
    Given a subscriber with 500.00
    When the platform charges the subscriber 50.00 as "tx-1", but the answer is lost
    Then the subscriber has 450.00
    When the platform sends the charge "tx-1" again
    Then the answer is ok, as before
    And the subscriber has 450.00

  Scenario: The charge never arrived
    Given a subscriber with 500.00
    When the platform charges the subscriber 50.00 as "tx-1", but the request is lost
    Then the subscriber has 500.00
    When the platform sends the charge "tx-1" again
    Then the answer is ok
    And the subscriber has 450.00

  Scenario: The platform hung up while the charge was being made
    Given a subscriber with 500.00
    When the platform charges the subscriber 50.00 as "tx-1", but hangs up before it is answered
    And the platform sends the charge "tx-1" again
    Then the answer is ok, as before
    And the subscriber has 450.00

  Scenario: The answer was lost, and so was the answer to the second try
    Given a subscriber with 500.00
    When the platform charges the subscriber 50.00 as "tx-1", but the answer is lost
    And the platform sends the charge "tx-1" again, but the answer is lost
    And the platform sends the charge "tx-1" again
    Then the answer is ok, as before
    And the subscriber has 450.00

  Scenario: The answer that was lost was a refusal
    Given a subscriber with 10.00
    When the platform charges the subscriber 50.00 as "tx-1", but the answer is lost
    And the platform sends the charge "tx-1" again
    Then the answer is not_enough_money, as before
    And the subscriber has 10.00

  Scenario: A platform that gives up takes the charge back, whether it was made or not
    Given a subscriber with 500.00
    When the platform charges the subscriber 50.00 as "tx-1", but the answer is lost
    And the platform charges the subscriber 70.00 as "tx-2", but the request is lost
    And the platform takes back the charge "tx-1"
    Then the answer is ok
    When the platform takes back the charge "tx-2"
    Then the answer is unknown_operation
    When the platform sends the charge "tx-2" again
    Then the answer is reversed, as before
    And the subscriber has 500.00

  Scenario: The answer to a reversal was lost
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When the platform takes back the charge "tx-1", but the answer is lost
    And the platform takes back the charge "tx-1"
    Then the answer is ok, as before
    And the subscriber has 500.00

  Scenario: The second try goes through another facade
    Given a subscriber with 500.00
    When the platform charges the subscriber 50.00 as "tx-1", but the answer is lost
    And the platform sends the charge "tx-1" again through its other facade
    Then the other facade answers ok, as before
    And the subscriber has 450.00

  Scenario: Calls that came too fast are sent again with their ids
    Given a subscriber with 500.00
    And the platform may call once a second
    When the platform charges the subscriber 1.00 at the same time as "tx-1" to "tx-12"
    Then some calls are refused: too many calls a second
    And each of the others took 1.00 of 500.00
    When the platform may call as often as it likes
    And the platform sends the charges "tx-1" to "tx-12" again
    Then each answer is ok, as before or for the first time
    And the subscriber has 488.00

  @lookup @native @rest
  Scenario: Asking about a charge whose answer was lost
    Given a subscriber with 500.00
    When the platform charges the subscriber 50.00 as "tx-1", but the answer is lost
    And the platform asks what became of the charge "tx-1"
    Then it is told that the charge is applied
    And the subscriber has 450.00

  @lookup @native @rest
  Scenario: Asking about a charge that never arrived: it is safe to send
    Given a subscriber with 500.00
    When the platform charges the subscriber 50.00 as "tx-1", but the request is lost
    And the platform asks what became of the charge "tx-1"
    Then it is told that the id is unknown and safe to send
    When the platform sends the charge "tx-1" again
    Then the answer is ok
    And the subscriber has 450.00

  @lookup @native @rest
  Scenario Outline: A charge that was <fate> is told as <status>
    Given a subscriber with 500.00
    And the charge "tx-1" of 50.00 was <fate>
    When the platform asks what became of the charge "tx-1"
    Then it is told that the charge is <status>
    And the subscriber has <left>

    Examples:
      | fate       | status    | left   |
      | made       | applied   | 450.00 |
      | refused    | declined  | 500.00 |
      | taken back | reversed  | 500.00 |
      | buried     | tombstone | 500.00 |

  @holds @native @rest
  Scenario: The answer to a hold, and to its capture, was lost
    Given a subscriber with 500.00
    When the platform holds 200.00 of the subscriber as "h-1", but the answer is lost
    And the platform sends the hold "h-1" again
    Then the answer is ok, as before
    And the subscriber has 500.00, of which 200.00 is held
    When the platform captures the hold "h-1" as "tx-1", but the answer is lost
    And the platform captures the hold "h-1" as "tx-1"
    Then the answer is ok, as before
    And the subscriber has 300.00
