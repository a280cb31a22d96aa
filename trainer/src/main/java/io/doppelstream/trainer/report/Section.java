package io.doppelstream.trainer.report;

/** A part of the page with a heading of its own. */
interface Section {

    /** Anchor, unique on the page. */
    String id();

    String title();

    /** Writes what stands below the heading. */
    void write(Html html);
}
