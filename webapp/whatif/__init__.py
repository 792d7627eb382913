"""What changes if: scenarios built from sentences, run beside the week's plan, compared and applied."""
