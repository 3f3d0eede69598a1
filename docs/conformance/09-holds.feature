@holds @native @rest
Feature: Money is held first and charged later
  A hold keeps a sum aside: it stays on the account, but nothing else can spend it. A capture charges
  from it, whole or in parts; a release, or time, gives back what is left. RentSoft and Relans have no
  holds in their contracts.

  Scenario: A hold keeps its sum aside
    Given a subscriber with 500.00
    When the platform holds 200.00 of the subscriber as "h-1"
    Then the answer is ok
    And the subscriber has 500.00, of which 200.00 is held

  Scenario: What is held cannot be charged
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1"
    When the platform charges the subscriber 300.01 as "tx-1"
    Then the answer is not_enough_money
    And the subscriber has 500.00, of which 200.00 is held
    When the platform charges the subscriber 300.00 as "tx-2"
    Then the answer is ok
    And the subscriber has 200.00, of which 200.00 is held

  Scenario: A hold is decided like a charge
    Given a subscriber with 100.00
    When the platform holds 100.01 of the subscriber as "h-1"
    Then the answer is not_enough_money
    And the subscriber has 100.00

  Scenario: A hold that is sent again keeps the sum once
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1"
    When the platform sends the hold "h-1" again
    Then the answer is ok, as before
    And the subscriber has 500.00, of which 200.00 is held

  Scenario: A hold with other content is a conflict
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1"
    When the platform holds 100.00 of the subscriber as "h-1"
    Then the answer is conflict
    And the subscriber has 500.00, of which 200.00 is held

  Scenario: A capture charges all that is held
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1"
    When the platform captures the hold "h-1" as "tx-1"
    Then the answer is ok
    And the subscriber has 300.00

  Scenario: A capture of a part gives the rest back
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1"
    When the platform captures 150.00 of the hold "h-1" as "tx-1"
    Then the answer is ok
    And the subscriber has 350.00

  Scenario: A hold is captured in parts
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1"
    When the platform captures 50.00 of the hold "h-1" as "tx-1" and keeps the rest
    Then the answer is ok
    And the subscriber has 450.00, of which 150.00 is held
    When the platform captures 100.00 of the hold "h-1" as "tx-2" and keeps the rest
    Then the answer is ok
    And the subscriber has 350.00, of which 50.00 is held
    When the platform captures the hold "h-1" as "tx-3"
    Then the answer is ok
    And the subscriber has 300.00

  Scenario: A capture that is sent again charges once
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1"
    And the platform captures 50.00 of the hold "h-1" as "tx-1" and keeps the rest
    When the platform captures 50.00 of the hold "h-1" as "tx-1" and keeps the rest
    Then the answer is ok, as before
    And the subscriber has 450.00, of which 150.00 is held

  Scenario: More than is held cannot be captured
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1"
    When the platform captures 200.01 of the hold "h-1" as "tx-1"
    Then the answer is hold_exceeded
    And the subscriber has 500.00, of which 200.00 is held

  Scenario: A captured hold keeps nothing any more
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1"
    And the platform captures the hold "h-1" as "tx-1"
    When the platform captures 1.00 of the hold "h-1" as "tx-2"
    Then the answer is hold_closed
    When the platform releases the hold "h-1"
    Then the answer is hold_closed
    And the subscriber has 300.00

  Scenario: A release gives back what is held
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1"
    When the platform releases the hold "h-1"
    Then the answer is ok
    And the subscriber has 500.00
    When the platform releases the hold "h-1"
    Then the answer is ok, as before
    And the subscriber has 500.00

  Scenario: A released hold cannot be captured
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1"
    And the platform releases the hold "h-1"
    When the platform captures the hold "h-1" as "tx-1"
    Then the answer is hold_closed
    And the subscriber has 500.00

  Scenario: A release after a part was captured gives back the rest
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1"
    And the platform captures 50.00 of the hold "h-1" as "tx-1" and keeps the rest
    When the platform releases the hold "h-1"
    Then the answer is ok
    And the subscriber has 450.00

  Scenario: A hold that expires gives its sum back by itself
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1" for 60 seconds
    When 60 seconds pass
    Then the subscriber has 500.00
    When the platform captures the hold "h-1" as "tx-1"
    Then the answer is hold_expired
    And the subscriber has 500.00

  Scenario: A hold can be captured until its last second
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1" for 60 seconds
    When 59 seconds pass
    And the platform captures the hold "h-1" as "tx-1"
    Then the answer is ok
    And the subscriber has 300.00

  Scenario: Releasing an expired hold is done already
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1" for 60 seconds
    When 61 seconds pass
    And the platform releases the hold "h-1"
    Then the answer is ok
    And the subscriber has 500.00

  Scenario: A hold that was never made
    Given a subscriber with 500.00
    When the platform captures the hold "h-1" as "tx-1"
    Then the answer is unknown_hold
    When the platform releases the hold "h-1"
    Then the answer is unknown_hold
    And the subscriber has 500.00

  Scenario: A captured charge is taken back like any other
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1"
    And the platform captures the hold "h-1" as "tx-1"
    When the platform takes back the charge "tx-1"
    Then the answer is ok
    And the subscriber has 500.00

  Scenario: A hold of a blocked account waits until the account is unblocked
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1"
    And the subscriber is blocked
    When the platform captures the hold "h-1" as "tx-1"
    Then the answer is account_blocked
    And the subscriber has 500.00, of which 200.00 is held
    When the subscriber is unblocked
    And the platform captures the hold "h-1" as "tx-2"
    Then the answer is ok
    And the subscriber has 300.00

  Scenario: One platform's hold is another one's secret
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1"
    When the other platform captures the hold "h-1" as "tx-1"
    Then the answer is unknown_hold
    And the subscriber has 500.00, of which 200.00 is held
