package io.doppelstream.trainer.evaluate;

import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds columns that users name, and helps where they misspell one. */
final class ColumnNames {

    private ColumnNames() {}

    /**
     * The column of a name.
     *
     * @param what what the user names it as
     */
    static Column require(TableSchema schema, String what, String name) {
        if (schema.indexOf(name).isPresent()) {
            return schema.column(schema.require(name));
        }
        List<String> near = schema.columns().stream()
                .map(Column::name)
                .filter(known -> near(known, name))
                .toList();
        String help = near.isEmpty()
                ? "the columns are " + schema.names()
                : "did you mean "
                        + near.stream().map(known -> "'" + known + "'").collect(Collectors.joining(" or ")) + "?";
        throw new IllegalArgumentException(
                "Expected the name of a column as the " + what + ", found '" + name + "': " + help);
    }

    /** Why a column is not learned. */
    static String role(Column column) {
        return column.role() instanceof Role.Constant ? "constant" : "an identifier";
    }

    /** Whether at most a third of the letters differ, or one name begins with the other; case does not count. */
    private static boolean near(String known, String name) {
        String a = known.toLowerCase(Locale.ROOT);
        String b = name.toLowerCase(Locale.ROOT);
        return distance(a, b) <= Math.max(1, b.length() / 3)
                || (b.length() > 2 && (a.startsWith(b) || b.startsWith(a)));
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
