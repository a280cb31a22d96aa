/** How faithful synthetic rows are: column shapes, pair trends, and the reports that show them. */
package io.doppelstream.trainer.evaluate;
