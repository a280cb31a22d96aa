/** Training on tables that are larger than the rows held in memory. */
package io.doppelstream.trainer.stream;
