package io.doppelstream.cli;

import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Columns that options name, checked against a table. */
record ColumnOptions(TableSchema schema) {

    private static final int MOST_NAMES = 3;

    /** The name of a learned column; an error that names the columns most like it where there is none. */
    String learned(String option, String name) {
        Column found = schema.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserException("Expected a column of the table as " + option + ", found '" + name
                        + "': did you mean one of " + nearest(name) + "?"));
        if (!found.learned()) {
            throw new UserException("Expected a learned column as " + option + ", found '" + name
                    + "', which is " + (found.role() instanceof Role.Constant ? "constant" : "an identifier")
                    + ": choose another one, or change its type with --config");
        }
        return name;
    }

    private List<String> nearest(String name) {
        return schema.columns().stream()
                .filter(Column::learned)
                .map(Column::name)
                .sorted(Comparator.comparingInt(candidate -> distance(lower(name), lower(candidate))))
                .limit(MOST_NAMES)
                .toList();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's distance: fewest characters to insert, remove or replace. */
    static int distance(String first, String second) {
        int[] above = new int[second.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= first.length(); row++) {
            int[] current = new int[above.length];
            current[0] = row;
            for (int column = 1; column < current.length; column++) {
                int replaced = above[column - 1] + (first.charAt(row - 1) == second.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[second.length()];
    }
}
