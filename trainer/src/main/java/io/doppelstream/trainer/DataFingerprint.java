package io.doppelstream.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.TableSchema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a table: its schema as JSON, then column by column each value as a big-endian double, null as NaN; images as their pixels. */
final class DataFingerprint {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int BLOCK = 8192;

    private DataFingerprint() {}

    /** Of a table that is not in memory: its schema as JSON, then its source's fingerprint of the values. */
    static String of(TableSchema schema, String values) {
        MessageDigest digest = ofSchema(schema);
        digest.update(values.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    static String of(Table table) {
        MessageDigest digest = ofSchema(table.schema());
        ByteBuffer block = ByteBuffer.allocate(BLOCK * Double.BYTES);
        for (int column = 0; column < table.schema().size(); column++) {
            if (table.column(column) instanceof ColumnData.Images images) {
                digest.update(block.flip());
                block.clear();
                digest.update(images.pixels());
                continue;
            }
            for (int row = 0; row < table.rows(); row++) {
                block.putDouble(table.column(column).number(row));
                if (!block.hasRemaining()) {
                    digest.update(block.flip());
                    block.clear();
                }
            }
        }
        digest.update(block.flip());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest ofSchema(TableSchema schema) {
        MessageDigest digest = sha256();
        try {
            digest.update(JSON.writeValueAsString(schema).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a schema that can be written as JSON, found " + schema, e);
        }
        return digest;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
