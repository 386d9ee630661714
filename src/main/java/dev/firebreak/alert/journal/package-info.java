/** The journal: stores every accepted payload as it arrived, and whether it is applied. */
package dev.firebreak.alert.journal;
