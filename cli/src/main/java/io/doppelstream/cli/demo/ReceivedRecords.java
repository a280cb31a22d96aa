package io.doppelstream.cli.demo;

import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.Values;
import io.doppelstream.model.schema.AvroTypes;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Avro records as a table, so that what came back from Kafka can be measured like any other rows. */
final class ReceivedRecords {

    private ReceivedRecords() {}

    static Table table(TableSchema schema, List<GenericRecord> records) {
        List<ColumnData> columns = new ArrayList<>();
        for (Column column : schema.columns()) {
            double[] values = new double[records.size()];
            if (column.learned()) {
                Map<String, Integer> codes = codes(column);
                for (int row = 0; row < values.length; row++) {
                    values[row] = number(column, codes, records.get(row));
                }
            }
            columns.add(TableCodec.ofNumbers(column, values));
        }
        return new Table(schema, columns);
    }

    private static Map<String, Integer> codes(Column column) {
        Map<String, Integer> codes = new HashMap<>();
        if (column.categorical()) {
            for (int i = 0; i < column.vocabulary().size(); i++) {
                codes.put(column.vocabulary().get(i), i);
            }
        }
        return codes;
    }

    private static double number(Column column, Map<String, Integer> codes, GenericRecord record) {
        Schema.Field field = record.getSchema().getField(AvroTypes.fieldName(column.name()));
        Object value = record.get(field.pos());
        if (value == null) {
            return Double.NaN;
        } else if (column.categorical()) {
            Integer code = codes.get(value.toString());
            if (code == null) {
                throw new IllegalStateException(
                        "Expected a value of the vocabulary of column '" + column.name() + "', found '" + value + "'");
            }
            return code;
        } else if (value instanceof ByteBuffer bytes && column.type() instanceof ValueType.Decimal) {
            byte[] unscaled = new byte[bytes.remaining()];
            bytes.duplicate().get(unscaled);
            return new BigInteger(unscaled).doubleValue();
        } else if (value instanceof Number number) {
            return number.doubleValue();
        }
        return Values.number(column.type(), value.toString()).orElseThrow();
    }
}
