# Corrections
correction-changed = Correction: item { $number } of the { $time } digest said “{ $old }”; its source, { $outlet }, now says “{ $new }”.
correction-dropped = Correction: item { $number } of the { $time } digest said “{ $old }”; its source, { $outlet }, no longer says so.
correction-withdrawn = Correction: { $outlet } has withdrawn the article that item { $number } of the { $time } digest was drawn from.
