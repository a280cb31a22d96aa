package io.doppelstream.service.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.model.replay.Identifiers;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.avro.Schema;

/** Plans for fields of identifier columns: values that exist in no data, unique within a request. */
final class IdentifierPlans {
    private static final int INT_BITS = 31;
    private static final int LONG_BITS = 63;

    private IdentifierPlans() {}

    static FieldPlan of(FieldType type, Column column, int index) {
        Role.Identifier.Format format = ((Role.Identifier) column.role()).format();
        byte[] prefix = type.prefix();
        Schema.Type avro = type.plain().getType();
        if (avro == Schema.Type.STRING) {
            return chunk -> {
                Identifiers identifiers = new Identifiers(chunk.requestSeed(), index);
                return (row, out) -> {
                    out.writeRaw(prefix);
                    out.writeBytes(
                            identifiers.text(format, chunk.firstIndex() + row).getBytes(UTF_8));
                };
            };
        }
        if (format == Role.Identifier.Format.INTEGER && (avro == Schema.Type.INT || avro == Schema.Type.LONG)) {
            int bits = bits(type);
            return chunk -> {
                Identifiers identifiers = new Identifiers(chunk.requestSeed(), index);
                return (row, out) -> {
                    out.writeRaw(prefix);
                    out.writeLong(identifiers.positive(bits, chunk.firstIndex() + row));
                };
            };
        }
        if (format == Role.Identifier.Format.UUID
                && avro == Schema.Type.FIXED
                && type.plain().getFixedSize() == 16) {
            return chunk -> {
                Identifiers identifiers = new Identifiers(chunk.requestSeed(), index);
                return (row, out) -> {
                    UUID uuid = UUID.fromString(identifiers.uuid(chunk.firstIndex() + row));
                    out.writeRaw(prefix);
                    out.writeRaw(ByteBuffer.allocate(16)
                            .putLong(uuid.getMostSignificantBits())
                            .putLong(uuid.getLeastSignificantBits())
                            .array());
                };
            };
        }
        throw type.unsupported("identifiers of format " + format + " (column '" + column.name() + "')");
    }

    /** An identifier as text, as it stands in a key. */
    static String text(FieldType type, Column column, int index, Chunk chunk, int row) {
        Identifiers identifiers = new Identifiers(chunk.requestSeed(), index);
        Role.Identifier.Format format = ((Role.Identifier) column.role()).format();
        long record = chunk.firstIndex() + row;
        return format == Role.Identifier.Format.INTEGER
                ? Long.toString(identifiers.positive(bits(type), record))
                : identifiers.text(format, record);
    }

    private static int bits(FieldType type) {
        return type.plain().getType() == Schema.Type.INT ? INT_BITS : LONG_BITS;
    }
}
