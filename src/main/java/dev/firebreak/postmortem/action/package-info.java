/** Action items: parsing and storage. */
package dev.firebreak.postmortem.action;
