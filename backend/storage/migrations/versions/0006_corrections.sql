-- Corrections of charges that a second person confirms.
SELECT 1;
