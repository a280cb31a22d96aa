package io.doppelstream.service.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Values;
import io.doppelstream.model.schema.AvroTypes;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import org.apache.avro.Schema;

/** Keys of synthetic records: the schema's key column as text; where there is none, or null, request id and index. */
@FunctionalInterface
interface KeyEncoder {
    /** Text of a row's key, null for none. */
    String text(Chunk chunk, int row);

    static KeyEncoder of(TableSchema table, Schema schema) {
        if (table.key() == null) {
            return (chunk, row) -> null;
        }
        int index = table.require(table.key());
        Column column = table.column(index);
        if (column.role() instanceof Role.Constant constant) {
            return (chunk, row) -> constant.value();
        } else if (column.role() instanceof Role.Identifier) {
            FieldType type = schema.getFields().stream()
                    .filter(field -> AvroTypes.columnName(field).equals(table.key()))
                    .findFirst()
                    .map(FieldType::of)
                    .orElseThrow();
            return (chunk, row) -> IdentifierPlans.text(type, column, index, chunk, row);
        }
        return (chunk, row) -> text(column, chunk.columns().get(index), row);
    }

    private static String text(Column column, ColumnData data, int row) {
        if (data.isNull(row)) {
            return null;
        }
        if (data instanceof ColumnData.Codes codes) {
            return column.vocabulary().get(codes.values()[row]);
        } else if (data instanceof ColumnData.Longs longs) {
            return Values.text(column.type(), longs.values()[row]);
        }
        return Values.text(column.type(), data.number(row));
    }

    /** Keys of all rows. */
    default byte[][] encode(Chunk chunk) {
        byte[][] keys = new byte[chunk.rows()][];
        String prefix = chunk.requestId() + ":";
        for (int row = 0; row < keys.length; row++) {
            String own = text(chunk, row);
            keys[row] = (own == null ? prefix + (chunk.firstIndex() + row) : own).getBytes(UTF_8);
        }
        return keys;
    }
}
