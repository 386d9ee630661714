/** Anchors: heads of the audit log kept outside the database, and the verification against them. */
package dev.firebreak.access.audit.anchor;
