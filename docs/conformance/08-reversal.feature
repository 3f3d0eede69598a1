Feature: A charge is taken back whole
  The platform names the charge by its id. What was charged comes back, once; the id stays used for
  ever, so that a charge that arrives late can never take money from a customer who has left.

  Scenario: A charge is taken back
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When the platform takes back the charge "tx-1"
    Then the answer is ok
    And the subscriber has 500.00

  Scenario Outline: It comes back once, however often it is asked for: <times> times
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    And the platform has taken back the charge "tx-1"
    When the platform takes back the charge "tx-1" again, <times> times
    Then each answer is ok, as before
    And the subscriber has 500.00

    Examples:
      | times |
      | 1     |
      | 5     |

  Scenario: A charge that was taken back is never taken again
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    And the platform has taken back the charge "tx-1"
    When the platform sends the charge "tx-1" again
    Then the answer is reversed, as before
    And the subscriber has 500.00

  Scenario: Only the charge that was named comes back
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    And the platform has charged the subscriber 70.00 as "tx-2"
    When the platform takes back the charge "tx-1"
    Then the answer is ok
    And the subscriber has 430.00

  Scenario: A charge of a blocked account can be taken back
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    And the subscriber is blocked
    When the platform takes back the charge "tx-1"
    Then the answer is ok
    And the subscriber has 500.00

  Scenario: A charge is taken back a month later
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When 31 days pass
    And the platform takes back the charge "tx-1"
    Then the answer is ok
    And the subscriber has 500.00

  Scenario: What came in through another facade is taken back here
    Given a subscriber with 500.00
    When the platform charges the subscriber 50.00 as "tx-1" through its other facade
    And the platform takes back the charge "tx-1"
    Then the answer is ok
    And the subscriber has 500.00

  Scenario: A reversal that overtakes its charge buries it
    Given a subscriber with 500.00
    When the platform takes back the charge "tx-1"
    Then the answer is unknown_operation
    And the subscriber has 500.00
    When the platform charges the subscriber 50.00 as "tx-1"
    Then the answer is reversed, as before
    And the subscriber has 500.00

  Scenario: Whatever comes under a buried id takes nothing
    Given a subscriber with 500.00
    When the platform takes back the charge "tx-1"
    And the platform charges the subscriber 0.01 as "tx-1" for "Something else"
    Then the answer is reversed, as before
    And the subscriber has 500.00

  Scenario: Taking back what was refused gives nothing, and the id is buried
    Given a subscriber with 10.00
    When the platform charges the subscriber 50.00 as "tx-1"
    And the platform takes back the charge "tx-1"
    Then the answer is unknown_operation
    And the subscriber has 10.00
    When 100.00 is paid in for the subscriber
    And the platform sends the charge "tx-1" again
    Then the answer is reversed, as before
    And the subscriber has 110.00

  Scenario: A reversal of an unknown id is answered the same each time
    Given a subscriber with 500.00
    When the platform takes back the charge "tx-1"
    And the platform takes back the charge "tx-1"
    Then the answer is unknown_operation, as before
    And the subscriber has 500.00

  Scenario: A reversal in another subscriber's name finds nothing, and the rightful one still works
    Given a subscriber with 500.00
    And a neighbour with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When the platform takes back the charge "tx-1" in the neighbour's name
    Then the answer is unknown_operation
    And the subscriber has 450.00
    And the neighbour has 500.00
    When the platform takes back the charge "tx-1"
    Then the answer is ok
    And the subscriber has 500.00

  Scenario: A reversal for an account that is not there
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When the platform takes back the charge "tx-1" in the name of "00404404"
    Then the answer is unknown_account
    And the subscriber has 450.00

  @clean-up @rentsoft
  Scenario: In test mode all charges of a test account are taken back at once
    Given a subscriber with 500.00
    And the platform is in test mode
    And the platform has charged the subscriber 50.00 as "tx-1"
    And the platform has charged the subscriber 70.00 as "tx-2"
    When the platform cleans up after its tests with the subscriber
    Then the answer is ok
    And the subscriber has 500.00
    When the platform sends the charge "tx-1" again
    Then the answer is reversed, as before
    And the subscriber has 500.00
