package io.doppelstream.service.record;

import io.doppelstream.model.schema.AvroTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * The schema of a field, taken apart.
 *
 * @param field the field
 * @param plain its schema without null
 * @param prefix what stands before a value: the index of the value's branch in a union, or nothing
 * @param nullValue encoding of null; null where the field has none
 */
record FieldType(Schema.Field field, Schema plain, byte[] prefix, byte[] nullValue) {

    static FieldType of(Schema.Field field) {
        Schema schema = field.schema();
        if (!schema.isUnion()) {
            return new FieldType(field, schema, new byte[0], null);
        }
        Schema plain = AvroTypes.withoutNull(schema);
        int value = schema.getTypes().indexOf(plain);
        if (value < 0) {
            throw new UnsupportedRecordSchemaException("Expected field '" + field.name()
                    + "' to be of one type, or of a union of that and null, found " + schema);
        }
        Integer absent = schema.getIndexNamed("null");
        return new FieldType(field, plain, branch(value), absent == null ? null : branch(absent));
    }

    private static byte[] branch(int index) {
        AvroBuffer buffer = new AvroBuffer();
        buffer.writeLong(index);
        return buffer.toByteArray();
    }

    String name() {
        return field.name();
    }

    boolean nullable() {
        return nullValue != null;
    }

    LogicalType logical() {
        return plain.getLogicalType();
    }

    /** Scale of a decimal field, -1 where the field is none. */
    int decimalScale() {
        return logical() instanceof LogicalTypes.Decimal decimal ? decimal.getScale() : -1;
    }

    /** Encodes a value of the whole field, union index included, with Avro's own writer. */
    byte[] encode(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new GenericDatumWriter<>(field.schema()).write(value, encoder);
            encoder.flush();
        } catch (AvroRuntimeException | ClassCastException | NullPointerException e) {
            throw new UnsupportedRecordSchemaException(
                    "Expected a value for field '" + name() + "' of type " + field.schema() + ", found " + value, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    UnsupportedRecordSchemaException unsupported(String column) {
        return new UnsupportedRecordSchemaException(
                "Expected a field that can hold " + column + ", found '" + name() + "' of type " + field.schema());
    }
}
