package io.doppelstream.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Chooses what a record becomes, given the schema it was written with (Avro's schema resolution does the rest). */
@FunctionalInterface
interface ReaderSchemas<T> {
    DatumReader<T> readerOf(Schema writer);

    /** Generic records, as they were written. */
    static <T> ReaderSchemas<T> asWritten() {
        return writer -> new GenericDatumReader<>(writer);
    }

    /** Generic records of one schema. */
    static <T> ReaderSchemas<T> generic(Schema reader) {
        return writer -> new GenericDatumReader<>(writer, reader);
    }

    /** Records of one generated class. */
    static <T extends SpecificRecord> ReaderSchemas<T> specific(Class<T> type) {
        SpecificData data = SpecificData.getForClass(type);
        Schema reader = data.getSchema(type);
        return writer -> new SpecificDatumReader<>(writer, reader, data);
    }

    /** Records of the generated class that the writer's schema names. */
    static <T> ReaderSchemas<T> specificByName() {
        return writer -> {
            Class<?> type = SpecificData.get().getClass(writer);
            if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
                throw new UndecodableException("Expected a generated class for the schema " + writer.getFullName()
                        + " (" + SerdeConfig.SPECIFIC_AVRO_READER + " is true), found none on the class path");
            }
            SpecificData data = SpecificData.getForClass(type.asSubclass(SpecificRecord.class));
            return new SpecificDatumReader<>(writer, data.getSchema(type), data);
        };
    }
}
