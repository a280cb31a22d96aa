package io.doppelstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.data.TableSource;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.trainer.checkpoint.CheckpointConfig;
import io.doppelstream.trainer.checkpoint.CheckpointConfig.Start;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.stream.StreamConfig;
import io.doppelstream.trainer.stream.StreamedRows;
import io.doppelstream.trainer.stream.StreamedTable;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.validate.ValidationConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedTrainingTest {

    private static final int STEPS = 14;

    @TempDir
    Path folder;

    /** Opens the data anew, as a process of its own would. */
    private TrainingResult train(String kind, Start start, StopSignal stop, String model)
            throws IOException, UnusableDataException {
        TrainingConfig config = TrainingConfig.of("rows", "1", GanConfig.of(kind), Budget.steps(STEPS), 7)
                .withValidation(new ValidationConfig(4, 2, 0, 0))
                .withCheckpoints(new CheckpointConfig(start, Duration.ZERO));
        try (TableSource source = TableSource.open(StreamedRows.write(folder), SchemaOverrides.NONE)) {
            StreamedTable table = StreamedTable.of(source.shuffle(7), 0.2, new StreamConfig(1200, 400, 100, 4));
            return new TabularTrainer(config, TrainingListener.silent(), stop).train(table, folder.resolve(model));
        }
    }

    private static Manifest manifest(TrainingResult result) {
        assertThat(result).as(result.message()).isInstanceOf(TrainingResult.Trained.class);
        return ((TrainingResult.Trained) result).model().manifest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tabular", "ctgan"})
    void shouldEndWithTheSameModelWhenStoppedAndResumed(String kind) throws Exception {
        Manifest whole = manifest(train(kind, Start.UNSAVED, StopSignal.never(), "whole"));
        AtomicInteger asked = new AtomicInteger();
        TrainingResult stopped = train(kind, Start.NEW, () -> asked.getAndIncrement() >= 8, "parts");
        assertThat(stopped).isInstanceOf(TrainingResult.Interrupted.class);
        Manifest parts = manifest(train(kind, Start.RESUME, StopSignal.never(), "parts"));
        assertThat(parts.files().get("saved_model/saved_model.pb"))
                .isEqualTo(whole.files().get("saved_model/saved_model.pb"));
        assertThat(whole.training().rows()).isEqualTo(StreamedRows.ROWS - 500);
        assertThat(whole.training().holdoutRows()).isEqualTo(400);
        assertThat(whole.training().window()).isEqualTo(new Manifest.Window(1200));
        assertThat(whole.training().selection().validationRows()).isEqualTo(100);
    }
}
