package io.doppelstream.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** How the records of one schema are written to one subject: under which id, and into which schema. */
abstract class RecordEncoding {
    private final int schemaId;

    RecordEncoding(int schemaId) {
        this.schemaId = schemaId;
    }

    final int schemaId() {
        return schemaId;
    }

    abstract void write(IndexedRecord data, Encoder encoder) throws IOException;

    /** Writes records with their own schema, which has this id. */
    static RecordEncoding own(int schemaId, IndexedRecord sample) {
        DatumWriter<IndexedRecord> writer = writerFor(sample);
        return new RecordEncoding(schemaId) {
            @Override
            void write(IndexedRecord data, Encoder encoder) throws IOException {
                writer.write(data, encoder);
            }
        };
    }

    /**
     * Writes records with another schema, which has this id: encoded with their own, resolved into the other as any
     * reader would (Avro's schema resolution), encoded again.
     */
    static RecordEncoding translated(int schemaId, IndexedRecord sample, Schema target) {
        DatumWriter<IndexedRecord> source = writerFor(sample);
        GenericDatumReader<Object> resolver = new GenericDatumReader<>(sample.getSchema(), target);
        GenericDatumWriter<Object> writer = new GenericDatumWriter<>(target);
        return new RecordEncoding(schemaId) {
            @Override
            void write(IndexedRecord data, Encoder encoder) throws IOException {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                BinaryEncoder own = EncoderFactory.get().directBinaryEncoder(bytes, null);
                source.write(data, own);
                Object resolved = resolver.read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
                writer.write(resolved, encoder);
            }
        };
    }

    private static DatumWriter<IndexedRecord> writerFor(IndexedRecord sample) {
        Schema schema = sample.getSchema();
        return sample instanceof SpecificRecord
                ? new SpecificDatumWriter<>(schema, SpecificData.getForSchema(schema))
                : new GenericDatumWriter<>(schema);
    }
}
