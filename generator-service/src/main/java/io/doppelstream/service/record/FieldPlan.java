package io.doppelstream.service.record;

/** How one field of the record schema is written; made once a model. Immutable. */
@FunctionalInterface
interface FieldPlan {
    /** Looks up the chunk's array, so that a row costs no look-up. */
    FieldWriter bind(Chunk chunk);

    /** Writes the field of one row. */
    @FunctionalInterface
    interface FieldWriter {
        void write(int row, AvroBuffer out);
    }

    /** A field that is the same in every record. */
    static FieldPlan constant(byte[] encoded) {
        return chunk -> (row, out) -> out.writeRaw(encoded);
    }
}
