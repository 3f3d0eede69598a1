Feature: The platform reports in which state a subscription is
  Reports move no money. They follow a table of what may come after what, and their history is kept.

  Scenario: A trial is reported, and the first charge makes it active
    Given a subscriber with 500.00
    When the platform reports "Office" as trial under "s-1"
    Then the answer is ok
    And the subscription to "Office" is trial
    When the platform charges the subscriber 50.00 as "tx-1" for "Office"
    Then the answer is ok
    And the subscription to "Office" is active
    And the subscriber has 450.00

  Scenario: A report that is sent again changes nothing
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1" for "Office"
    When the platform reports "Office" as suspended under "s-1"
    And the platform reports "Office" as suspended under "s-1"
    Then the answer is ok, as before
    And the subscription to "Office" went through pending, active, suspended
    And the subscriber has 450.00

  Scenario: A report's id with another state is a conflict
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1" for "Office"
    When the platform reports "Office" as suspended under "s-1"
    And the platform reports "Office" as ended under "s-1"
    Then the answer is conflict
    And the subscription to "Office" is suspended
    And the subscriber has 450.00

  Scenario: What is suspended goes on by a report, or by the next charge
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1" for "Office"
    When the platform reports "Office" as suspended under "s-1"
    And the platform reports "Office" as active under "s-2"
    Then the subscription to "Office" is active
    When the platform reports "Office" as suspended under "s-3"
    And the platform charges the subscriber 50.00 as "tx-2" for "Office"
    Then the answer is ok
    And the subscription to "Office" went through pending, active, suspended, active, suspended, active
    And the subscriber has 400.00

  Scenario: A step that cannot follow is refused
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1" for "Office"
    When the platform reports "Office" as pending under "s-1"
    Then the answer is transition_refused
    And the subscription to "Office" is active
    And the subscriber has 450.00

  Scenario: What has ended stays so; a new purchase is a new subscription
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1" for "Office"
    When the platform reports "Office" as ended under "s-1"
    Then the answer is ok
    And the subscription to "Office" is ended
    When the platform charges the subscriber 50.00 as "tx-2" for "Office"
    Then the answer is ok
    And the subscriptions to "Office" are active, ended
    And the subscriber has 400.00

  Scenario: That something is over which never was is true already
    Given a subscriber with 500.00
    When the platform reports "Office" as ended under "s-1"
    Then the answer is ok
    And the subscriptions to "Office" are none
    And the subscriber has 500.00

  Scenario: A report about an unknown account
    Given a subscriber with 500.00
    When the platform reports "Office" of "00404404" as active under "s-1"
    Then the answer is unknown_account
    And the subscriber has 500.00

  Scenario: A charge and a report may have the same id
    Given a subscriber with 500.00
    When the platform charges the subscriber 50.00 as "x-1" for "Office"
    Then the answer is ok
    When the platform reports "Office" as suspended under "x-1"
    Then the answer is ok
    And the subscription to "Office" is suspended
    And the subscriber has 450.00

  Scenario: A blocked subscriber's subscription can still be reported
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1" for "Office"
    And the subscriber is blocked
    When the platform reports "Office" as suspended under "s-1"
    Then the answer is ok
    And the subscription to "Office" is suspended
    And the subscriber has 450.00

  @subscription-reports @native @rest
  Scenario: The history is told to the platform
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1" for "Office"
    When the platform reports "Office" as suspended under "s-1"
    And the platform asks for the subscriber's subscriptions
    Then it is told that "Office" went through pending, active, suspended
    And the subscriber has 450.00
