/** The Merkle tree of RFC 9162: tree heads, inclusion proofs, consistency proofs. Knows no database. */
package dev.firebreak.access.audit.merkle;
