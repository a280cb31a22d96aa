/** Real topics merged with synthetic records, until a rare class has the share that is wanted. */
package io.doppelstream.service.augment;
