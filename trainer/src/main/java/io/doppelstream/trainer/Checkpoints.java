package io.doppelstream.trainer;

import io.doppelstream.trainer.checkpoint.Checkpoint;
import io.doppelstream.trainer.checkpoint.CheckpointConfig;
import io.doppelstream.trainer.checkpoint.CheckpointConfig.Start;
import io.doppelstream.trainer.checkpoint.CheckpointFolder;
import io.doppelstream.trainer.encoder.EncoderChoices;
import io.doppelstream.trainer.train.LoopPosition;
import io.doppelstream.trainer.train.Progress;
import io.doppelstream.trainer.train.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checkpoints of one training: one at its very start, then one an interval. */
final class Checkpoints {

    private final CheckpointConfig config;
    private final CheckpointFolder folder;
    private final Map<String, String> identity;
    private final Optional<Checkpoint> resumed;
    private EncoderChoices encoders = EncoderChoices.NONE;
    private boolean saved;
    private long last;

    /**
     * Looks for a former training, as configured.
     *
     * @param model where its package will be
     * @param identity what decides the training's weights
     */
    Checkpoints(CheckpointConfig config, Path model, Map<String, String> identity) throws IOException {
        this.config = config;
        this.identity = identity;
        folder = CheckpointFolder.of(model);
        if (config.start() == Start.NEW) {
            folder.requireNone();
        }
        resumed = config.start() == Start.RESUME ? Optional.of(folder.load(identity)) : Optional.empty();
        saved = resumed.isPresent();
        last = System.nanoTime() - (resumed.isPresent() ? 0 : config.interval().toNanos());
    }

    /** What to go on with. */
    Optional<Checkpoint> resumed() {
        return resumed;
    }

    /** What was decided before the training begins, to be saved with its state. */
    void encodersChosen(EncoderChoices choices) {
        encoders = choices;
    }

    boolean due() {
        return saves() && System.nanoTime() - last >= config.interval().toNanos();
    }

    private boolean saves() {
        return config.start() != Start.UNSAVED;
    }

    void save(
            LoopPosition position,
            List<Progress> reports,
            List<Validation> evaluations,
            Map<String, float[]> variables,
            Map<String, float[]> best) {
        if (!saves()) {
            return;
        }
        try {
            folder.save(new Checkpoint(identity, encoders, position, reports, evaluations, variables, best));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "expected to write a checkpoint to " + folder.directory() + ", found: " + e, e);
        }
        saved = true;
        last = System.nanoTime();
    }

    /** Where the state is that a stopped training can go on from; empty if there is none. */
    Optional<Path> place() {
        return saved ? Optional.of(folder.directory()) : Optional.empty();
    }

    /** Removes what was saved: the training is over. */
    void delete() throws IOException {
        if (saves()) {
            folder.delete();
        }
    }
}
