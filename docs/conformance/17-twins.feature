Feature: Calls at the same time
  Two servers of a platform, or an impatient one, send at once. The order does not matter: what comes
  out is what one after the other could have brought.

  Scenario: Twins of one charge take its sum once
    Given a subscriber with 500.00
    When the platform sends the charge of 50.00 as "tx-1" 16 times at once
    Then 1 answers are ok and 15 are ok, as before
    And the subscriber has 450.00

  Scenario: Twins through two facades take the sum once
    Given a subscriber with 500.00
    When the platform sends the charge of 50.00 as "tx-1" 8 times at once through each of its facades
    Then exactly one charge is made
    And the subscriber has 450.00

  Scenario: An account is never overdrawn, however many come at once
    Given a subscriber with 100.00
    When the platform charges the subscriber 30.00 at the same time as "tx-1" to "tx-10"
    Then 3 answers are ok and 7 are not_enough_money
    And the subscriber has 10.00

  Scenario: Twins with other content: one is taken, the others are conflicts
    Given a subscriber with 500.00
    When the platform sends charges of 10.00, 20.00, 30.00 and 40.00 as "tx-1" at once
    Then 1 answers are ok and 3 are conflict
    And exactly one charge is made
    And the subscriber has what that charge has left of 500.00

  Scenario: A charge and its reversal at once leave the money where it was
    Given a subscriber with 500.00
    When the platform charges 50.00 as "tx-1" and takes it back at once
    Then the subscriber has 500.00
    When the platform sends the charge "tx-1" again
    Then the answer is reversed, as before
    And the subscriber has 500.00

  Scenario: Twins of a reversal give the money back once
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When the platform takes back the charge "tx-1" 8 times at once
    Then 1 answers are ok and 7 are ok, as before
    And the subscriber has 500.00

  Scenario: Two platforms at once are two charges
    Given a subscriber with 500.00
    When both platforms charge the subscriber 50.00 as "tx-1" at once
    Then each answer is ok
    And the subscriber has 400.00

  @holds @native @rest
  Scenario: A hold that is captured twice at once is charged once
    Given a subscriber with 500.00
    And the platform has held 200.00 of the subscriber as "h-1"
    When the platform captures the hold "h-1" as "tx-1" and as "tx-2" at once
    Then 1 answers are ok and 1 are hold_closed
    And the subscriber has 300.00
