package io.doppelstream.service.client;

import io.doppelstream.schemas.provenance.Provenance;

/** What came of making a synthetic record again. */
public sealed interface Verification {
    /** The record is, byte for byte, what its headers say. */
    record Same(Provenance provenance) implements Verification {}

    /** The record is not what its headers say. */
    record Different(Provenance provenance, String what) implements Verification {}

    /** The record is not marked as synthetic. */
    record NotSynthetic() implements Verification {}

    /** It cannot be told. */
    record Unverifiable(String why) implements Verification {}
}
