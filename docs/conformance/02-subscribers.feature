Feature: Who is the subscriber
  Before it sells, a platform asks whom it is talking about and how much there is to spend.

  Scenario: A subscriber's spendable money is told
    Given a subscriber with 500.00
    When the platform asks who the subscriber is
    Then it is told that 500.00 can be spent
    And the subscriber has 500.00

  Scenario: What has been charged can no longer be spent
    Given a subscriber with 500.00
    And the platform has charged the subscriber 120.50 as "tx-1"
    When the platform asks who the subscriber is
    Then it is told that 379.50 can be spent
    And the subscriber has 379.50

  Scenario: Credit can be spent, so it is counted in
    Given a subscriber with 10.00
    And the subscriber may go 50.00 below zero
    When the platform asks who the subscriber is
    Then it is told that 60.00 can be spent
    And the subscriber has 10.00

  Scenario: A blocked subscriber is still known
    Given a subscriber with 500.00
    And the subscriber is blocked
    When the platform asks who the subscriber is
    Then it is told that 500.00 can be spent
    And the subscriber has 500.00

  Scenario: A number that was never an account is unknown
    Given a subscriber with 500.00
    When the platform asks who "00404404" is
    Then it is told unknown_account
    And the subscriber has 500.00

  Scenario: A closed account is as unknown as one that never was
    Given a subscriber with 500.00
    And the subscriber's account is closed
    When the platform asks who the subscriber is
    Then it is told unknown_account
    And the subscriber's closed account still has 500.00

  @details @native @rentsoft @rest
  Scenario: Tariffs, the first day of the period and the time shift are told
    Given a subscriber with 500.00
    When the platform asks who the subscriber is
    Then it is told the tariffs "inet-100 tv"
    And it is told that periods begin on day 1 and that the time shift is 3 hours
    And the subscriber has 500.00
