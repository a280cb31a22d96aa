package io.doppelstream.service.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.model.schema.AvroTypes;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/** Plans for fields that say which records are anomalies. */
final class LabelPlans {
    private LabelPlans() {}

    /**
     * The plan of a field, if it can hold labels: a boolean one is true for anomalies; one of strings holds the label, null or
     * nothing for normal records. A column of strings that the model learns is none: labels are no words of its vocabulary.
     */
    static Optional<FieldPlan> of(FieldType type, TableSchema table) {
        if (type.logical() != null) {
            return Optional.empty();
        } else if (type.plain().getType() == Schema.Type.BOOLEAN) {
            byte[] anomaly = type.encode(true);
            byte[] normal = type.encode(false);
            return Optional.of(
                    chunk -> (row, out) -> out.writeRaw(chunk.anomalies().label(row) == null ? normal : anomaly));
        } else if (type.plain().getType() == Schema.Type.STRING && !holdsValues(type, table)) {
            byte[] normal = type.encode(type.nullable() ? null : "");
            return Optional.of(chunk -> (row, out) -> {
                String label = chunk.anomalies().label(row);
                if (label == null) {
                    out.writeRaw(normal);
                } else {
                    out.writeRaw(type.prefix());
                    out.writeBytes(label.getBytes(UTF_8));
                }
            });
        }
        return Optional.empty();
    }

    /** Whether the model fills the field: with what it learns, or with identifiers. */
    private static boolean holdsValues(FieldType type, TableSchema table) {
        OptionalInt column = table.indexOf(AvroTypes.columnName(type.field()));
        return column.isPresent() && !(table.column(column.getAsInt()).role() instanceof Role.Constant);
    }
}
