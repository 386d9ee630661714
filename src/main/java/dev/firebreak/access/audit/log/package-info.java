/** The Merkle log over all audit rows: copies the record into the audit, and adds each audit row as a leaf. */
package dev.firebreak.access.audit.log;
