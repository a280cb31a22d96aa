package io.doppelstream.model.store;

import java.io.IOException;
import java.util.Optional;

/** Keeps packed models under their digests. What is stored never changes. */
public interface ModelStore {

    /** Stores an archive; storing the same digest again changes nothing. */
    void put(String digest, byte[] archive) throws IOException;

    /**
     * The archive of a digest, empty if the store does not have it, or not all of it.
     *
     * @throws DamagedArchiveException when it has something else in its place
     * @throws IOException when the store cannot be asked
     */
    Optional<byte[]> get(String digest) throws IOException;

    /** Where it is, as {@code ModelPublished.store} names it. */
    String location();
}
