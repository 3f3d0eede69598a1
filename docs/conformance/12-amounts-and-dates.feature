Feature: Amounts, dates, numbers and ids mean what they say
  Money is roubles with at most two decimals and is kept in whole kopecks. Days are the operator's. An
  account number is a text: its leading zeros count.

  Scenario Outline: Kopecks are exact: <sum> of 100.00 leaves <left>
    Given a subscriber with 100.00
    When the platform charges the subscriber <sum> as "tx-1"
    Then the answer is ok
    And the subscriber has <left>

    Examples:
      | sum   | left  |
      | 0.01  | 99.99 |
      | 0.1   | 99.90 |
      | 33.33 | 66.67 |
      | 99.99 | 0.01  |
      | 7     | 93.00 |

  Scenario Outline: A sum that is none is refused whole: <sum>
    Given a subscriber with 100.00
    When the platform charges the subscriber <sum> as "tx-1"
    Then the whole call is refused: a value of the wrong form
    And the subscriber has 100.00
    When the platform charges the subscriber 1.00 as "tx-1"
    Then the answer is ok
    And the subscriber has 99.00

    Examples:
      | sum    |
      | 0      |
      | 0.00   |
      | -1.00  |
      | 50.001 |
      | 1e2    |
      | 50,00  |
      | 1 000  |
      | +5     |
      | .50    |
      | NaN    |

  Scenario: A hundred small charges are exact in the end
    Given a subscriber with 100.00
    When the platform charges the subscriber 0.07 at the same time as "tx-1" to "tx-100"
    Then each answer is ok
    And the subscriber has 93.00

  Scenario: Leading zeros make another account
    Given a subscriber with 100.00
    And a neighbour whose number is the subscriber's without its first zero, with 30.00
    When the platform charges the neighbour 20.00 as "tx-1"
    Then the answer is ok
    And the neighbour has 10.00
    And the subscriber has 100.00

  Scenario Outline: The platform's own period end is kept: <last day>
    Given a subscriber with 100.00
    When the platform charges the subscriber 50.00 as "tx-1" until <last day>
    Then the answer is ok
    And the operator sees "tx-1" paying for <first day> to <last day>
    And the subscriber has 50.00

    Examples:
      | first day  | last day   |
      | 2026-05-01 | 2026-05-01 |
      | 2026-05-01 | 2026-05-30 |
      | 2026-05-01 | 2026-05-31 |
      | 2026-05-01 | 2026-06-15 |
      | 2026-05-01 | 2028-02-29 |
      | 2026-04-30 | 2026-04-30 |

  Scenario Outline: A day that is none is refused whole: <day>
    Given a subscriber with 100.00
    When the platform charges the subscriber 50.00 as "tx-1" until <day>
    Then the whole call is refused: a value of the wrong form
    And the subscriber has 100.00

    Examples:
      | day        |
      | 2026-02-30 |
      | 30.05.2026 |
      | 2026-5-1   |
      | tomorrow   |

  @subscription-reports @native @rest
  Scenario: The paid days are told to the platform as it gave them
    Given a subscriber with 100.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When the platform asks for the subscriber's subscriptions
    Then it is told that "Antivirus" is active and paid through 2026-05-30
    And the subscriber has 50.00

  Scenario Outline: An id may have signs in it: <id>
    Given a subscriber with 100.00
    And the platform has charged the subscriber 50.00 as "<id>"
    When the platform sends the charge "<id>" again
    Then the answer is ok, as before
    When the platform takes back the charge "<id>"
    Then the answer is ok
    And the subscriber has 100.00

    Examples:
      | id           |
      | A.b_c-d      |
      | urn:tx:2026  |
      | order/17/may |

  Scenario: Ids that differ in one letter's size are two ids
    Given a subscriber with 100.00
    And the platform has charged the subscriber 10.00 as "tx-a"
    When the platform charges the subscriber 10.00 as "tx-A"
    Then the answer is ok
    And the subscriber has 80.00
