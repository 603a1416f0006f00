"""Gates: what may hold a release back, learnt from what each source was like before."""
