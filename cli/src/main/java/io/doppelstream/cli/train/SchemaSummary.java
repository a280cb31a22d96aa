package io.doppelstream.cli.train;

import io.doppelstream.cli.terminal.TextTable;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;

/** What was inferred of a table, for the user to check. */
final class SchemaSummary {

    private SchemaSummary() {}

    static String of(TableSchema schema, long rows) {
        TextTable text = new TextTable("column", "type", "learned as", "nulls");
        for (Column column : schema.columns()) {
            text.row(column.name(), column.type().label(), role(column), column.nullable() ? "yes" : "");
        }
        return rows + " rows, " + schema.size() + " columns" + System.lineSeparator() + text;
    }

    private static String role(Column column) {
        if (column.role() instanceof Role.Categorical categorical) {
            return "category of " + categorical.vocabulary().size();
        } else if (column.role() instanceof Role.Constant constant) {
            return "constant " + (constant.value() == null ? "null" : "'" + constant.value() + "'");
        } else if (column.role() instanceof Role.Identifier) {
            return "identifier, generated anew";
        }
        return "number";
    }
}
