package io.doppelstream.schemas.serde;

import io.doppelstream.schemas.GenerationRequest;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro makes only classes that it was told to trust from what a schema names. This adds the classes generated from our
 * own contracts, and no others, to those that the process trusts already. Other generated classes are for the user to
 * name, with the system property {@code org.apache.avro.SERIALIZABLE_PACKAGES}.
 */
final class GeneratedClasses {
    private static final String CONTRACTS = GenerationRequest.class.getPackageName();

    static {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), type -> type.getPackageName()
                        .equals(CONTRACTS)));
    }

    private GeneratedClasses() {}

    /** Has an effect once per process: the one of loading this class. */
    static void trust() {}
}
