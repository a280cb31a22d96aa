package io.doppelstream.model.replay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Replay by address: the seed of a chunk is a hash of (digest of the model's weights, request seed, chunk index), so that any instance can make any
 * chunk again, to the same bytes.
 */
public final class ChunkSeed {

    private ChunkSeed() {}

    /**
     * Seed of a chunk for the {@code generate} signature: two 64-bit words.
     *
     * @param weightsDigest see {@link io.doppelstream.model.pack.Manifest#weightsDigest}
     */
    public static long[] of(String weightsDigest, long requestSeed, long chunkIndex) {
        MessageDigest sha = sha256();
        sha.update(weightsDigest.getBytes(StandardCharsets.UTF_8));
        sha.update(
                ByteBuffer.allocate(16).putLong(requestSeed).putLong(chunkIndex).flip());
        ByteBuffer hash = ByteBuffer.wrap(sha.digest());
        return new long[] {hash.getLong(), hash.getLong()};
    }

    /** Request seed of a request that gives none. */
    public static long ofRequest(String requestId) {
        return ByteBuffer.wrap(sha256().digest(requestId.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
