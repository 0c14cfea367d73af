"""What is played: scenarios, the tables of the world, and how both become worlds."""
