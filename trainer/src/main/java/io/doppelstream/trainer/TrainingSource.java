package io.doppelstream.trainer;

import io.doppelstream.model.codec.VocabularyOrder;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.trainer.detect.LabelledRows;
import io.doppelstream.trainer.gan.Gan;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.privacy.PrivateMarginals;
import io.doppelstream.trainer.stream.StreamedTable;
import io.doppelstream.trainer.validate.ValidationSlice;
import java.util.Optional;

/**
 * What a training learns from.
 *
 * @param resident rows in memory that the model learns from, those of the slice included
 * @param slice what of them is set aside for the evaluations on the way
 * @param holdout rows of the figures, none of them trained on; may be empty
 * @param stream all rows to train on, where they are more than those in memory
 * @param provenance of the rows
 * @param labelled rows beside them that a detector's default score is chosen by
 */
record TrainingSource(
        Table resident,
        ValidationSlice slice,
        Table holdout,
        Optional<StreamedTable> stream,
        Provenance provenance,
        Optional<LabelledRows> labelled) {

    /**
     * What a model remembers of its training rows.
     *
     * @param rows that it was trained on
     * @param window rows that were held in memory at a time; empty: all of them
     * @param fingerprint of all rows
     */
    record Provenance(long rows, Optional<Integer> window, String fingerprint) {
        /** Of a private training: nothing that follows from the rows' values. */
        static Provenance secret(long rows) {
            return new Provenance(rows, Optional.empty(), "");
        }

        /** As the manifest has it: null for all rows. */
        Manifest.Window manifestWindow() {
            return window.map(Manifest.Window::new).orElse(null);
        }
    }

    /** All rows in memory. */
    static TrainingSource of(Table training, Table holdout, long seed) {
        VocabularyOrder order = VocabularyOrder.of(training);
        Table ordered = order.apply(training);
        ValidationSlice slice = ValidationSlice.of(ordered, seed);
        return new TrainingSource(
                ordered,
                slice,
                order.apply(holdout),
                Optional.empty(),
                new Provenance(slice.training().rows(), Optional.empty(), DataFingerprint.of(training)),
                Optional.empty());
    }

    /** A sample in memory. */
    static TrainingSource of(StreamedTable table) {
        return new TrainingSource(
                table.window(),
                new ValidationSlice(
                        table.window(), table.reference(), table.reference().rows()),
                table.holdout(),
                Optional.of(table),
                new Provenance(
                        table.rows(),
                        Optional.of(table.window().rows()),
                        DataFingerprint.of(table.schema(), table.fingerprint())),
                Optional.empty());
    }

    /** With rows of the table's schema, their categories in the order of these. */
    TrainingSource withLabelled(Optional<LabelledRows> rows) {
        Optional<LabelledRows> ordered = rows.map(given -> new LabelledRows(
                PrivateMarginals.under(resident.schema(), given.normal()),
                PrivateMarginals.under(resident.schema(), given.anomalies())));
        return new TrainingSource(resident, slice, holdout, stream, provenance, ordered);
    }

    /** Rows that nothing was fitted to; of a table without a hold-out, and too small to set rows aside, training rows. */
    Table heldOut() {
        return holdout.rows() > 0 ? holdout : slice.reference();
    }

    /** Batches of a training. */
    TrainingBatches batches(TabularData data, Gan gan, long seed) {
        return stream.map(table -> TrainingBatches.streamed(data, table, gan, seed))
                .orElseGet(() -> TrainingBatches.resident(data, gan, seed));
    }
}
