Feature: The same id with the same content is the same charge
  A platform that does not know what became of a charge sends it again as it was. It is answered from
  what was stored, and no money moves.

  Scenario Outline: A charge is sent again <times> times and taken once
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When the platform sends the charge "tx-1" again, <times> times
    Then each answer is ok, as before
    And the subscriber has 450.00

    Examples:
      | times |
      | 1     |
      | 2     |
      | 10    |

  Scenario: A charge is sent again through another facade
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When the platform sends the charge "tx-1" again through its other facade
    Then the other facade answers ok, as before
    And the subscriber has 450.00
    When the platform sends the charge "tx-1" again
    Then the answer is ok, as before
    And the subscriber has 450.00

  Scenario: What was first sent through another facade is known here
    Given a subscriber with 500.00
    When the platform charges the subscriber 50.00 as "tx-1" through its other facade
    Then the other facade answers ok
    And the subscriber has 450.00
    When the platform sends the charge "tx-1" again
    Then the answer is ok, as before
    And the subscriber has 450.00

  Scenario: A success is recognised even when there is no money left
    Given a subscriber with 50.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When the platform sends the charge "tx-1" again
    Then the answer is ok, as before
    And the subscriber has 0.00

  Scenario: A success is recognised even when the account has been blocked since
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    And the subscriber is blocked
    When the platform sends the charge "tx-1" again
    Then the answer is ok, as before
    And the subscriber has 450.00

  Scenario: A success is recognised even when a limit has been set since
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    And the platform may take at most 40.00 at once
    When the platform sends the charge "tx-1" again
    Then the answer is ok, as before
    And the subscriber has 450.00

  Scenario: A charge is recognised a month later
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When 31 days pass
    And the platform sends the charge "tx-1" again
    Then the answer is ok, as before
    And the subscriber has 450.00
