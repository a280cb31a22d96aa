/** Which encoder a column takes, where validation is asked. */
package io.doppelstream.trainer.encoder;
