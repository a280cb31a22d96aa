package io.doppelstream.trainer.checkpoint;

import io.doppelstream.model.pack.Folders;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The folder beside a model's place that holds the checkpoint of its training: {@code DIR.checkpoint/state}. A new
 * checkpoint replaces the former one in a single move once it is on the disk, so that there is a complete one whenever
 * the process or the machine ends.
 *
 * @param directory made with the first checkpoint
 */
public record CheckpointFolder(Path directory) {

    private static final String STATE = "state";
    private static final String PARTIAL = "state.partial";

    /** The folder of the training of a model. */
    public static CheckpointFolder of(Path model) {
        Path absolute = model.toAbsolutePath();
        return new CheckpointFolder(absolute.resolveSibling(absolute.getFileName() + ".checkpoint"));
    }

    private Path state() {
        return directory.resolve(STATE);
    }

    /** Whether there is a checkpoint to go on with. */
    public boolean holdsOne() {
        return Files.exists(state());
    }

    /** Refuses to start where an unfinished training would be overwritten. */
    public void requireNone() throws CheckpointException {
        if (Files.exists(state())) {
            throw new CheckpointException("Expected no checkpoint of an unfinished training, found " + directory
                    + ": go on with it (--resume), or remove it to train from the start");
        }
    }

    /**
     * The last checkpoint.
     *
     * @param training what it must have been made of, as text by name
     * @throws CheckpointException if there is none, if it is damaged, or if it is of another training
     */
    public Checkpoint load(Map<String, String> training) throws IOException {
        if (!Files.exists(state())) {
            throw new CheckpointException("Expected a checkpoint to go on with, found none in " + directory
                    + ": train from the start, without --resume");
        }
        Checkpoint checkpoint = CheckpointFile.parse(Files.readAllBytes(state()), state());
        for (Map.Entry<String, String> expected : training.entrySet()) {
            String found = checkpoint.training().get(expected.getKey());
            if (!expected.getValue().equals(found)) {
                throw new CheckpointException("Expected a checkpoint whose " + expected.getKey() + " is "
                        + expected.getValue() + ", found " + found + " in " + directory
                        + ": resume with what it was started with, or remove it to train from the start");
            }
        }
        return checkpoint;
    }

    /** Replaces the checkpoint; also on a thread that is interrupted, which stays so. */
    public void save(Checkpoint checkpoint) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            Files.createDirectories(directory);
            Path partial = directory.resolve(PARTIAL);
            try (FileOutputStream out = new FileOutputStream(partial.toFile())) {
                out.write(CheckpointFile.bytes(checkpoint));
                out.getFD().sync();
            }
            Files.move(partial, state(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
                folder.force(true);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Removes it; the training is over. */
    public void delete() throws IOException {
        Folders.delete(directory);
    }
}
