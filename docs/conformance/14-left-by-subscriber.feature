Feature: A subscriber who has left is not charged
  In the operator's cabinet a subscriber can leave a platform's subscription. The platform is told; even
  where it does not listen, nothing more is charged for it.

  Background:
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1" for "Office"
    And the subscriber leaves "Office" in the cabinet

  Scenario: A renewal is refused
    When the platform charges the subscriber 50.00 as "tx-2" for "Office"
    Then the answer is subscription_cancelled
    And the subscriber has 450.00

  Scenario: Other products are charged as before
    When the platform charges the subscriber 50.00 as "tx-2" for "Antivirus"
    Then the answer is ok
    And the subscriber has 400.00

  Scenario: The platform cannot report that it goes on
    When the platform reports "Office" as active under "s-1"
    Then the answer is transition_refused
    And the subscription to "Office" is cancelling
    And the subscriber has 450.00

  Scenario: The platform may end it
    When the platform reports "Office" as ended under "s-1"
    Then the answer is ok
    And the subscription to "Office" is ended
    And the subscriber has 450.00

  Scenario: Who keeps it after all is charged, with the id that was refused
    When the platform charges the subscriber 50.00 as "tx-2" for "Office"
    Then the answer is subscription_cancelled
    When the subscriber keeps "Office" after all
    And the platform sends the charge "tx-2" again
    Then the answer is ok
    And the subscription to "Office" is active
    And the subscriber has 400.00

  Scenario: What was charged before can be taken back
    When the platform takes back the charge "tx-1"
    Then the answer is ok
    And the subscriber has 500.00

  Scenario: What was charged before is recognised when it is sent again
    When the platform sends the charge "tx-1" again
    Then the answer is ok, as before
    And the subscriber has 450.00

  @holds @native @rest
  Scenario: A hold for it cannot be captured, and gives its money back
    When the platform holds 50.00 of the subscriber as "h-1" for "Office"
    And the platform captures the hold "h-1" as "tx-2"
    Then the answer is subscription_cancelled
    When the platform releases the hold "h-1"
    Then the answer is ok
    And the subscriber has 450.00
