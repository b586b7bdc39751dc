"""Evidence to answer: prompt, generation, attribution to quotations, status."""
