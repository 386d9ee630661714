/** HTTP endpoints of the audit: verification, proofs, export. */
package dev.firebreak.access.audit.http;
