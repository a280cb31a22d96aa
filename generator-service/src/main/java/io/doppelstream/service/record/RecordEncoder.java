package io.doppelstream.service.record;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.schema.AvroTypes;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Writes a chunk's records straight from its columns as Avro binary in Confluent's wire format, without an object a
 * record. Immutable; {@link #encode} is safe for several threads.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">
 *     Wire format</a>
 */
public final class RecordEncoder {
    private static final byte MAGIC = 0;

    private final Schema schema;
    private final List<FieldPlan> plans;
    private final Map<String, LabelledField> labels;
    private final KeyEncoder keys;

    private RecordEncoder(Schema schema, List<FieldPlan> plans, Map<String, LabelledField> labels, KeyEncoder keys) {
        this.schema = schema;
        this.plans = List.copyOf(plans);
        this.labels = Map.copyOf(labels);
        this.keys = keys;
    }

    /**
     * Plans every field of the record schema.
     *
     * @throws UnsupportedRecordSchemaException when columns and fields do not fit each other
     */
    public static RecordEncoder of(TableSchema table, Schema schema) {
        List<FieldPlan> plans = new ArrayList<>();
        Map<String, LabelledField> labels = new HashMap<>();
        for (Schema.Field field : schema.getFields()) {
            FieldType type = FieldType.of(field);
            int index = plans.size();
            plans.add(ImagePlans.of(type, schema, table).orElseGet(() -> plan(table, type)));
            LabelPlans.of(type, table)
                    .ifPresent(plan -> labels.put(AvroTypes.columnName(type.field()), new LabelledField(index, plan)));
        }
        for (Column column : table.columns()) {
            if (schema.getFields().stream()
                    .noneMatch(field -> AvroTypes.columnName(field).equals(column.name()))) {
                throw new UnsupportedRecordSchemaException("Expected a field for every column in the record schema "
                        + schema.getFullName() + ", found none for '" + column.name() + "'");
            }
        }
        return new RecordEncoder(schema, plans, labels, KeyEncoder.of(table, schema));
    }

    /** A field that can hold the label of anomalies: its place in the record, and how the label is written there. */
    private record LabelledField(int index, FieldPlan plan) {}

    private static FieldPlan plan(TableSchema table, FieldType type) {
        int index = table.indexOf(AvroTypes.columnName(type.field())).orElse(-1);
        if (index < 0) {
            return FieldPlan.constant(absent(type));
        }
        Column column = table.column(index);
        if (column.role() instanceof Role.Categorical categorical) {
            return categories(type, column, index, categorical.vocabulary());
        } else if (column.role() instanceof Role.Constant constant) {
            return FieldPlan.constant(
                    constant.value() == null ? type.encode(null) : TextValues.encode(type, column, constant.value()));
        } else if (column.role() instanceof Role.Identifier) {
            return IdentifierPlans.of(type, column, index);
        }
        if (column.image()) {
            throw type.unsupported("images: they are records of io.doppelstream.schemas.ImageRecord");
        }
        return NumberPlans.of(type, column, index);
    }

    /** A field whose column was left out of the model: its default, or null. */
    private static byte[] absent(FieldType type) {
        if (type.field().hasDefaultValue()) {
            return type.encode(org.apache.avro.generic.GenericData.get().getDefaultValue(type.field()));
        }
        if (type.nullable()) {
            return type.nullValue();
        }
        throw new UnsupportedRecordSchemaException("Expected a column, a default or null for the field '" + type.name()
                + "', which the model leaves out, found none of them");
    }

    private static FieldPlan categories(FieldType type, Column column, int index, List<String> vocabulary) {
        byte[][] encoded = vocabulary.stream()
                .map(text -> TextValues.encode(type, column, text))
                .toArray(byte[][]::new);
        return chunk -> {
            int[] codes = ((ColumnData.Codes) chunk.columns().get(index)).values();
            return (row, out) -> {
                if (codes[row] == ColumnData.NULL_CODE) {
                    NumberPlans.writeNull(type, column, out);
                } else {
                    out.writeRaw(encoded[codes[row]]);
                }
            };
        };
    }

    /** The schema of the records. */
    public Schema schema() {
        return schema;
    }

    /** Whether labels of anomalies can be written to a field: a boolean one, or one of strings that the model does not learn. */
    public boolean takesLabels(String column) {
        return labels.containsKey(column);
    }

    /**
     * Records of a chunk, keys and values, in the order of their index.
     *
     * @param anomalies which of them are anomalies
     */
    public record Encoded(byte[][] keys, byte[][] values, Anomalies anomalies) {
        /** Number of records. */
        public int size() {
            return values.length;
        }

        /** Size of all keys and values. */
        public long bytes() {
            long bytes = 0;
            for (int row = 0; row < values.length; row++) {
                bytes += keys[row].length + values[row].length;
            }
            return bytes;
        }

        /** Whether both hold the same bytes and labels. */
        public boolean sameAs(Encoded other) {
            return Arrays.deepEquals(keys, other.keys)
                    && Arrays.deepEquals(values, other.values)
                    && Arrays.equals(anomalies.labels(), other.anomalies.labels());
        }
    }

    /**
     * Encodes all records of a chunk.
     *
     * @param schemaId id of {@link #schema()} in the registry
     */
    public Encoded encode(Chunk chunk, int schemaId) {
        FieldPlan.FieldWriter[] writers =
                plans.stream().map(plan -> plan.bind(chunk)).toArray(FieldPlan.FieldWriter[]::new);
        String labelColumn = chunk.anomalies().column();
        if (labelColumn != null) {
            LabelledField field = labels.get(labelColumn);
            if (field == null) {
                throw new IllegalArgumentException(
                        "Expected a column for labels out of " + labels.keySet() + ", found '" + labelColumn + "'");
            }
            writers[field.index()] = field.plan().bind(chunk);
        }
        byte[][] values = new byte[chunk.rows()][];
        AvroBuffer buffer = new AvroBuffer();
        for (int row = 0; row < values.length; row++) {
            buffer.reset();
            buffer.writeByte(MAGIC);
            buffer.writeBigEndian(schemaId);
            for (FieldPlan.FieldWriter writer : writers) {
                writer.write(row, buffer);
            }
            values[row] = buffer.toByteArray();
        }
        return new Encoded(keys.encode(chunk), values, chunk.anomalies());
    }
}
