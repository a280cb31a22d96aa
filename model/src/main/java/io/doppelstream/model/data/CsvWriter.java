package io.doppelstream.model.data;

import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import java.io.IOException;
import java.util.stream.Collectors;

/** Writes a table as CSV (RFC 4180): comma, header, nulls empty, quotes where they are needed. */
public final class CsvWriter {

    private CsvWriter() {}

    /** Text of identifiers, which no table holds. */
    public interface Identifiers {
        /** Identifier of a row in a column of that format. */
        String of(int column, Role.Identifier.Format format, long row);
    }

    /** Writes header and rows. */
    public static void write(Table table, Identifiers identifiers, Appendable out) throws IOException {
        out.append(table.schema().columns().stream()
                        .map(column -> quoted(column.name()))
                        .collect(Collectors.joining(",")))
                .append('\n');
        for (int row = 0; row < table.rows(); row++) {
            for (int i = 0; i < table.schema().size(); i++) {
                String text = text(table, i, row, identifiers);
                out.append(i == 0 ? "" : ",").append(text == null ? "" : quoted(text));
            }
            out.append('\n');
        }
    }

    /** Text of a value, null for null. */
    public static String text(Table table, int index, int row, Identifiers identifiers) {
        Column column = table.schema().column(index);
        if (column.role() instanceof Role.Constant constant) {
            return constant.value();
        } else if (column.role() instanceof Role.Identifier identifier) {
            return identifiers.of(index, identifier.format(), row);
        }
        ColumnData data = table.column(index);
        if (data.isNull(row)) {
            return null;
        } else if (data instanceof ColumnData.Codes codes) {
            return column.vocabulary().get(codes.values()[row]);
        } else if (data instanceof ColumnData.Longs longs) {
            return Values.text(column.type(), longs.values()[row]);
        }
        return Values.text(column.type(), ((ColumnData.Doubles) data).values()[row]);
    }

    private static String quoted(String text) {
        boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
