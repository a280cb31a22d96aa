package io.doppelstream.schemas.provenance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A latent as the text of a header: its 32-bit floats, little-endian, in Base64. */
final class LatentText {

    private LatentText() {}

    static String write(List<Float> latent) {
        ByteBuffer bytes = ByteBuffer.allocate(latent.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        latent.forEach(bytes::putFloat);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** @throws IllegalArgumentException if the text is no such latent */
    static List<Float> read(String text) {
        byte[] decoded = Base64.getDecoder().decode(text);
        if (decoded.length == 0 || decoded.length % Float.BYTES != 0) {
            throw new IllegalArgumentException("a latent of " + decoded.length + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.wrap(decoded).order(ByteOrder.LITTLE_ENDIAN);
        List<Float> latent = new ArrayList<>();
        while (bytes.hasRemaining()) {
            latent.add(bytes.getFloat());
        }
        return latent;
    }
}
