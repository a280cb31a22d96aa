package io.doppelstream.cli.sample;

import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.service.record.Anomalies;
import io.doppelstream.service.record.Chunk;
import io.doppelstream.service.record.ImageFormat;
import io.doppelstream.service.record.RecordEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Writes a table as an Avro object container file, under the record schema of its model. */
final class AvroFile {

    /** Magic byte and schema id, which records on Kafka begin with and records in a file do not. */
    private static final int WIRE_FORMAT_PREFIX = 5;

    private AvroFile() {}

    static void write(Manifest manifest, Table table, long seed, Anomalies labels, Path file) throws IOException {
        Schema schema = new Schema.Parser().parse(manifest.recordSchema());
        RecordEncoder encoder = RecordEncoder.of(table.schema(), schema);
        if (labels.column() != null && !encoder.takesLabels(labels.column())) {
            throw new UserException(
                    "Expected --anomaly-column to name a boolean field of the records, or one of strings"
                            + " that the model does not learn, found '" + labels.column() + "'");
        }
        Chunk chunk = new Chunk(table.columns(), manifest.name(), seed, 0, table.rows(), ImageFormat.PNG, labels);
        byte[][] records = encoder.encode(chunk, 0).values();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.setCodec(CodecFactory.deflateCodec(CodecFactory.DEFAULT_DEFLATE_LEVEL));
            writer.create(schema, file.toFile());
            for (byte[] record : records) {
                writer.appendEncoded(ByteBuffer.wrap(record, WIRE_FORMAT_PREFIX, record.length - WIRE_FORMAT_PREFIX));
            }
        }
    }
}
