Feature: Platforms never see each other
  Each platform has ids, limits, products and subscriptions of its own, on the same accounts.

  Scenario: The same id of two platforms is two charges
    Given a subscriber with 500.00
    When the platform charges the subscriber 50.00 as "tx-1"
    Then the answer is ok
    When the other platform charges the subscriber 50.00 as "tx-1"
    Then the answer is ok
    And the subscriber has 400.00

  Scenario: Another content under another platform's id is no conflict
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When the other platform charges the subscriber 60.00 as "tx-1"
    Then the answer is ok
    And the subscriber has 390.00

  Scenario: A platform cannot take back what another has charged
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When the other platform takes back the charge "tx-1"
    Then the answer is unknown_operation
    And the subscriber has 450.00
    When the platform sends the charge "tx-1" again
    Then the answer is ok, as before
    And the subscriber has 450.00

  Scenario: What one platform has buried, another may charge
    Given a subscriber with 500.00
    When the other platform takes back the charge "tx-1"
    And the platform charges the subscriber 50.00 as "tx-1"
    Then the answer is ok
    And the subscriber has 450.00

  Scenario: One platform's limit of a day is not used up by another
    Given a subscriber with 500.00
    And the platform may take at most 60.00 of a subscriber a day
    When the other platform charges the subscriber 100.00 as "tx-1"
    And the platform charges the subscriber 60.00 as "tx-1"
    Then the answer is ok
    And the subscriber has 340.00

  Scenario: A report about a product concerns the reporter's own subscription only
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1" for "Office"
    When the other platform reports "Office" as ended under "s-1"
    Then the answer is ok
    And the subscription to "Office" is active
    And the subscriber has 450.00

  @lookup @native @rest
  Scenario: Another platform's charge is unknown when it is asked about
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When the other platform asks what became of the charge "tx-1"
    Then it is told that the id is unknown and safe to send
    And the subscriber has 450.00

  @subscription-reports @native @rest
  Scenario: Another platform's subscriptions are not told
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1" for "Office"
    When the other platform asks for the subscriber's subscriptions
    Then it is told of no subscriptions
    And the subscriber has 450.00
